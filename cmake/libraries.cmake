# The stages. Each library is one half's folders; the arrows of docs/contributors/architecture.md are the link lines here.
function(leaflaw_sources result)
  set(all "")
  foreach(folder ${ARGN})
    file(GLOB found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cpp)
    list(APPEND all ${found})
  endforeach()
  set(${result} ${all} PARENT_SCOPE)
endfunction()

# ---- runtime: pack in, decisions out -------------------------------------------------------------
# No floating point: the compiler may not even use the registers. (g++ says so of our code alone; clang would of the standard headers.)
leaflaw_sources(EXACT_SOURCES runtime/base runtime/engine)
set_source_files_properties(${CMAKE_SOURCE_DIR}/runtime/engine/on_hand.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)   # the other half of Tallies, instantiated by itself
add_library(leaflaw_exact OBJECT ${EXACT_SOURCES})
target_link_libraries(leaflaw_exact PUBLIC leaflaw_options)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|aarch64")
  target_compile_options(leaflaw_exact PRIVATE -mgeneral-regs-only)
endif()
leaflaw_join(leaflaw_exact)
add_dependencies(leaflaw_exact pack_schema)

leaflaw_sources(RUNTIME_SOURCES runtime/facts runtime/pack runtime/decision runtime/session runtime)
add_library(leaflaw_runtime_objects OBJECT ${RUNTIME_SOURCES})
target_link_libraries(leaflaw_runtime_objects PUBLIC leaflaw_options)
leaflaw_join(leaflaw_runtime_objects)
add_dependencies(leaflaw_runtime_objects pack_schema)

add_library(leaflaw_runtime STATIC $<TARGET_OBJECTS:leaflaw_exact> $<TARGET_OBJECTS:leaflaw_runtime_objects>)
target_link_libraries(leaflaw_runtime PUBLIC leaflaw_options ${SODIUM})
add_library(leaflaw SHARED $<TARGET_OBJECTS:leaflaw_exact> $<TARGET_OBJECTS:leaflaw_runtime_objects>)
target_link_libraries(leaflaw PUBLIC leaflaw_options ${SODIUM})
set_target_properties(leaflaw PROPERTIES LINK_DEPENDS ${CMAKE_SOURCE_DIR}/runtime/leaflaw.map)
target_link_options(leaflaw PRIVATE -Wl,--version-script=${CMAKE_SOURCE_DIR}/runtime/leaflaw.map)
if(NOT LEAFLAW_SANITIZE)   # the sanitizers' own parts stand in the program
  target_link_options(leaflaw PRIVATE -Wl,--no-undefined)
endif()

# ---- compiler: text in, pack out --------------------------------------------------------------------
leaflaw_sources(COMPILER_SOURCES compiler/source compiler/syntax compiler/format compiler/semantics compiler/lints compiler/rulegraph compiler/reference compiler/emit compiler/cases compiler/words compiler/pages)
add_library(leaflaw_compiler STATIC ${COMPILER_SOURCES})
leaflaw_join(leaflaw_compiler)
target_compile_options(leaflaw_compiler PRIVATE ${BUILT_QUICKLY})
target_link_libraries(leaflaw_compiler PUBLIC leaflaw_runtime leaflaw_grammar yaml-cpp fmt::fmt ${DATE_TZ})
target_compile_definitions(leaflaw_compiler PRIVATE USE_OS_TZDB=1)   # as Debian builds its date-tz
add_dependencies(leaflaw_compiler standard_vocabulary)

leaflaw_sources(CLI_SOURCES compiler/cli)
add_executable(leaflaw_cli ${CLI_SOURCES})
leaflaw_join(leaflaw_cli)
target_compile_options(leaflaw_cli PRIVATE ${BUILT_PLAINLY})
set_target_properties(leaflaw_cli PROPERTIES OUTPUT_NAME leaflaw)
target_link_libraries(leaflaw_cli PRIVATE leaflaw_compiler)

# One test program per folder of tests/; all share one prebuilt Catch2 main.
enable_testing()
add_custom_target(tests)   # all of them, and what they run
add_dependencies(tests leaflaw_cli)
add_library(test_main STATIC ${CMAKE_SOURCE_DIR}/tests/main.cpp)
target_link_libraries(test_main PUBLIC leaflaw_options)
target_compile_options(test_main PRIVATE ${BUILT_PLAINLY})

function(leaflaw_test name)
  leaflaw_sources(sources tests/${name})
  if(sources)
    add_executable(test_${name} ${sources})
    leaflaw_join(test_${name})
    target_compile_options(test_${name} PRIVATE ${BUILT_PLAINLY})
    target_link_libraries(test_${name} PRIVATE test_main leaflaw_compiler rapidcheck ${ARGN})
    target_compile_definitions(test_${name} PRIVATE SOURCE_DIR="${CMAKE_SOURCE_DIR}" BINARY_DIR="${CMAKE_BINARY_DIR}")
    add_test(NAME ${name} COMMAND test_${name})
    add_dependencies(tests test_${name})
  endif()
endfunction()

# Random policies and requests: shared by the properties, the planted faults and the bench.
leaflaw_sources(RANDOM_SOURCES tests/random)
add_library(random_policies STATIC ${RANDOM_SOURCES})
set_source_files_properties(${CMAKE_SOURCE_DIR}/tests/random/check.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)   # it alone needs Catch2
leaflaw_join(random_policies)
target_link_libraries(random_policies PUBLIC leaflaw_compiler rapidcheck)
target_compile_options(random_policies PRIVATE ${BUILT_QUICKLY})
target_compile_definitions(random_policies PRIVATE BINARY_DIR="${CMAKE_BINARY_DIR}")

set_source_files_properties(${CMAKE_SOURCE_DIR}/tests/session/allocations.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)   # replaces `operator new`
foreach(folder base facts pack interface language semantics reference engine session rulegraph cli docs examples mutation exam narrowing)
  leaflaw_test(${folder})
endforeach()
leaflaw_test(format random_policies)
leaflaw_test(properties random_policies)
leaflaw_test(probe random_policies)
leaflaw_test(rename random_policies)
add_dependencies(test_examples example_register)   # run by the tests
target_sources(test_engine PRIVATE tests/session/allocations.cpp)
target_sources(test_exam PRIVATE tests/reference/small_policy.cpp)
target_sources(test_narrowing PRIVATE tests/reference/small_policy.cpp)

# The shared library from C: only leaflaw.h and libleaflaw.so.
enable_language(C)
add_executable(interface_client tests/interface/clients/sale.c)
set_target_properties(interface_client PROPERTIES C_STANDARD 99 C_EXTENSIONS OFF)
target_compile_options(interface_client PRIVATE -Wall -Wextra -Wpedantic)
if(LEAFLAW_SANITIZE)   # the library's sanitizers want their C++ part in the program
  set_target_properties(interface_client PROPERTIES LINKER_LANGUAGE CXX)
endif()
target_include_directories(interface_client PRIVATE ${CMAKE_SOURCE_DIR}/runtime)
target_link_libraries(interface_client PRIVATE $<TARGET_LINKER_FILE:leaflaw>)
add_dependencies(interface_client leaflaw)
target_sources(test_interface PRIVATE tests/pack/handmade.cpp)
add_dependencies(test_interface interface_client)

# The engine with its planted faults, linked in front of the true one. What the properties catch has nothing to do with sanitizers.
if(NOT LEAFLAW_SANITIZE)
  add_library(leaflaw_faulty OBJECT ${EXACT_SOURCES})
  leaflaw_join(leaflaw_faulty)
  target_link_libraries(leaflaw_faulty PUBLIC leaflaw_options)
  target_compile_definitions(leaflaw_faulty PUBLIC LEAFLAW_PLANTED_FAULTS)
  leaflaw_test(faults random_policies leaflaw_faulty)
endif()
if(TARGET test_cli)
  add_dependencies(test_cli leaflaw_cli)   # it runs the built program
endif()

# ./dev bench
leaflaw_sources(BENCH_SOURCES bench)
add_executable(bench EXCLUDE_FROM_ALL ${BENCH_SOURCES})
leaflaw_join(bench)
target_link_libraries(bench PRIVATE random_policies)
target_compile_definitions(bench PRIVATE SOURCE_DIR="${CMAKE_SOURCE_DIR}")

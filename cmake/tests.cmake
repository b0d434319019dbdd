# One test program per folder of tests/; all share one prebuilt Catch2 main.
enable_testing()
add_library(test_main STATIC ${CMAKE_SOURCE_DIR}/tests/main.cpp)
target_link_libraries(test_main PUBLIC leaflaw_options)

function(leaflaw_test name)
  leaflaw_sources(sources tests/${name})
  if(sources)
    add_executable(test_${name} ${sources})
    target_link_libraries(test_${name} PRIVATE test_main leaflaw_compiler rapidcheck ${ARGN})
    target_compile_definitions(test_${name} PRIVATE SOURCE_DIR="${CMAKE_SOURCE_DIR}" BINARY_DIR="${CMAKE_BINARY_DIR}")
    add_test(NAME ${name} COMMAND test_${name})
  endif()
endfunction()

foreach(folder base facts pack language semantics reference engine rulegraph properties cli docs)
  leaflaw_test(${folder})
endforeach()

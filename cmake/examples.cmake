# Examples for integrators. Each links what an integrator would link and is run by tests/examples.
leaflaw_sources(REGISTER_SOURCES examples/register)
add_executable(example_register ${REGISTER_SOURCES})
target_link_libraries(example_register PRIVATE leaflaw_runtime)

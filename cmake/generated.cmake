# What the build writes itself. Nothing of it is kept in the repository.
set(GENERATED ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${GENERATED}/grammar ${GENERATED}/pack ${GENERATED}/vocabulary)

# Debian 12 has ANTLR's tool 4.7.2 and the C++ runtime 4.9: they fit when compiled with -fno-char8_t.
set(PARSER_FILES LeaflawLexer LeaflawParser LeaflawBaseVisitor LeaflawVisitor)
list(TRANSFORM PARSER_FILES PREPEND ${GENERATED}/grammar/)
set(PARSER_SOURCES ${PARSER_FILES})
list(TRANSFORM PARSER_SOURCES APPEND .cpp)
set(PARSER_HEADERS ${PARSER_FILES})
list(TRANSFORM PARSER_HEADERS APPEND .h)
add_custom_command(
  OUTPUT ${PARSER_SOURCES} ${PARSER_HEADERS}
  COMMAND ${ANTLR4} -Dlanguage=Cpp -visitor -no-listener -package leaflaw::grammar -Xexact-output-dir
          -o ${GENERATED}/grammar ${CMAKE_SOURCE_DIR}/grammar/Leaflaw.g4
  DEPENDS ${CMAKE_SOURCE_DIR}/grammar/Leaflaw.g4
  COMMENT "Parser from grammar/Leaflaw.g4")
# clang wants an initial value where the runtime's header leaves a constant without one: it gets a copy that has it.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  file(COPY ${ANTLR4_INCLUDE}/ DESTINATION ${GENERATED}/antlr4-runtime)
  file(READ ${ANTLR4_INCLUDE}/Vocabulary.h header)
  string(REGEX REPLACE "const (_[a-z]+Names);" "const \\1{};" header "${header}")
  file(WRITE ${GENERATED}/antlr4-runtime/Vocabulary.h "${header}")
  set(ANTLR4_INCLUDE ${GENERATED}/antlr4-runtime)
endif()
add_library(leaflaw_grammar STATIC ${PARSER_SOURCES})
target_include_directories(leaflaw_grammar SYSTEM PUBLIC ${ANTLR4_INCLUDE} ${GENERATED}/grammar)
target_compile_options(leaflaw_grammar PUBLIC -fno-char8_t PRIVATE -w ${BUILT_QUICKLY})
target_link_libraries(leaflaw_grammar PUBLIC ${ANTLR4_RUNTIME})

add_custom_command(
  OUTPUT ${GENERATED}/pack/pack_generated.h
  COMMAND ${FLATC} --cpp --scoped-enums --no-prefix -o ${GENERATED}/pack ${CMAKE_SOURCE_DIR}/runtime/pack/pack.fbs
  DEPENDS ${CMAKE_SOURCE_DIR}/runtime/pack/pack.fbs
  COMMENT "Pack schema from runtime/pack/pack.fbs")
add_custom_target(pack_schema DEPENDS ${GENERATED}/pack/pack_generated.h)

# The standard vocabulary is built into the compiler.
add_custom_command(
  OUTPUT ${GENERATED}/vocabulary/retail.inc
  COMMAND ${CMAKE_COMMAND} -DINPUT=${CMAKE_SOURCE_DIR}/policies/vocabulary/retail.leaf -DOUTPUT=${GENERATED}/vocabulary/retail.inc
          -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
  DEPENDS ${CMAKE_SOURCE_DIR}/policies/vocabulary/retail.leaf ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
  COMMENT "Standard vocabulary")
add_custom_target(standard_vocabulary DEPENDS ${GENERATED}/vocabulary/retail.inc)

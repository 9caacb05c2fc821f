# SPDX-License-Identifier: GPL-3.0-or-later
# Flags for everything that is built here.

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    add_compile_options(-Wno-restrict) # false alarms on std::string in GCC 12 (PR 105651)
endif()
if(MPM_WARNINGS_AS_ERRORS)
    add_compile_options(-Werror)
endif()

if(MPM_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link -O1) # all code, not the targets' alone, tells the fuzzer where it came
    add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()
if(MPM_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
else()
    # A check lives for milliseconds: what is not linked need not be loaded or relocated.
    add_compile_options(-ffunction-sections -fdata-sections)
    add_link_options(-Wl,--gc-sections -Wl,--as-needed -Wl,-O1)
    add_compile_definitions($<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
    # What reads octets of strangers is built as distributions build such programs.
    add_compile_definitions($<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
    add_compile_options($<$<CONFIG:Release>:-fstack-protector-strong>)
    add_link_options(-Wl,-z,relro -Wl,-z,noexecstack)
endif()

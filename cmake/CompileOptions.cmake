# SPDX-License-Identifier: GPL-3.0-or-later
# Flags for everything that is built here.
include(CheckCXXCompilerFlag)
include(CheckPIESupported)

# Compiled once for all: reading the standard library is a third of what a file costs. The release preset does
# without, so that it and the linter see each file with no other includes than its own.
set(MPM_PRECOMPILED <algorithm> <array> <chrono> <map> <memory> <optional> <set> <span> <string> <utility> <variant>
    <vector>)

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # As ccache's manual wants it where headers are precompiled.
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
    add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
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
    add_compile_options(-g1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    # A million places are relocated at each start otherwise, which takes longer than what is tested.
    add_link_options(-fsanitize=address,undefined $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-no-pie>)
else()
    # A check lives for milliseconds: what is not linked need not be loaded or relocated.
    add_compile_options(-ffunction-sections -fdata-sections)
    add_link_options(-Wl,--gc-sections -Wl,--as-needed -Wl,-O1)
    add_compile_definitions($<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
    # For the same reason for size, whatever -O stands before it: half of the code is half of what has to be mapped, and
    # that costs more than a sixth more instructions (docs/performance.md).
    if(NOT CMAKE_BUILD_TYPE STREQUAL Debug)
        add_compile_options(-Os)
    endif()
    # What reads octets of strangers is built as distributions build such programs, also where their own flags do not say
    # so: Debian 12's leave out the last two. (-z now costs nothing that can be measured.)
    if(NOT CMAKE_BUILD_TYPE STREQUAL Debug)
        foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection)
            string(MAKE_C_IDENTIFIER "MPM_HAS${flag}" has)
            check_cxx_compiler_flag(${flag} ${has})
            if(${has})
                add_compile_options(${flag})
            endif()
        endforeach()
        if(NOT CMAKE_CXX_FLAGS MATCHES _FORTIFY_SOURCE)
            add_compile_definitions($<$<CONFIG:Release>:_FORTIFY_SOURCE=2>) # it needs the optimiser
        endif()
        add_link_options(-Wl,-z,now)
    endif()
    add_link_options(-Wl,-z,relro -Wl,-z,noexecstack)
endif()
if(NOT MPM_SANITIZE)
    check_pie_supported(LANGUAGES CXX)
endif()

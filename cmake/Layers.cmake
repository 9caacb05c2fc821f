# SPDX-License-Identifier: GPL-3.0-or-later
# add_layer(NAME [ON LAYER] [WITHOUT PATTERN]): the folder NAME as the static library mpm_NAME, which stands on mpm_LAYER.
#
# Sources include each other as "LAYER/header.hpp". Each layer's headers are reached through a folder of its own that
# holds nothing but a link to it, so that an include of a layer further up finds no file.
function(add_layer name)
    cmake_parse_arguments(PARSE_ARGV 1 layer "" "ON;WITHOUT" "")
    set(view ${CMAKE_CURRENT_BINARY_DIR}/layers/${name})
    file(MAKE_DIRECTORY ${view})
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/${name} ${view}/${name} SYMBOLIC)

    file(GLOB sources CONFIGURE_DEPENDS ${name}/*.cpp)
    if(layer_WITHOUT)
        file(GLOB others ${name}/${layer_WITHOUT})
        list(REMOVE_ITEM sources ${others})
    endif()
    add_library(mpm_${name} STATIC ${sources})
    target_include_directories(mpm_${name} PUBLIC ${view})
    if(layer_ON)
        target_precompile_headers(mpm_${name} REUSE_FROM mpm_check)
        target_link_libraries(mpm_${name} PUBLIC mpm_${layer_ON})
    else()
        target_precompile_headers(mpm_${name} PRIVATE ${MPM_PRECOMPILED})
    endif()
endfunction()

# SPDX-License-Identifier: GPL-3.0-or-later
# The folder in which the distribution keeps plugins: /usr/lib/nagios/plugins on Debian,
# /usr/lib64/nagios/plugins on Fedora and its kin.
if(EXISTS /etc/debian_version)
    set(plugin_dir lib/nagios/plugins)
else()
    set(plugin_dir ${CMAKE_INSTALL_LIBDIR}/nagios/plugins)
endif()
set(MPM_PLUGIN_DIR ${plugin_dir} CACHE STRING "Where plugins are installed, below the prefix")

# add_check_plugin(NAME): the binary NAME from the folder plugins/NAME.
#
# What decides (probe, judge, findings, observation) becomes a library that links the core alone, so
# that a verdict which reaches for a socket does not link. main.cpp and options.cpp join it to the
# network and to the command line.
function(add_check_plugin name)
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
    set(outer ${CMAKE_CURRENT_SOURCE_DIR}/${name}/main.cpp ${CMAKE_CURRENT_SOURCE_DIR}/${name}/options.cpp)
    list(REMOVE_ITEM sources ${outer})
    add_library(${name}_core STATIC ${sources})
    target_include_directories(${name}_core PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(${name}_core PUBLIC mpm_core)
    add_executable(${name} ${outer})
    target_link_libraries(${name} PRIVATE ${name}_core mpm_net mpm_cli)
    set_property(GLOBAL APPEND PROPERTY MPM_PLUGIN_CORES ${name}_core)
    install(TARGETS ${name} RUNTIME DESTINATION ${MPM_PLUGIN_DIR})
endfunction()

# SPDX-License-Identifier: GPL-3.0-or-later
# A folder beside that of the distribution's plugins, which have names that are ours, too (check_smtp_send of Debian's
# monitoring-plugins-contrib): /usr/lib/nagios/plugins-mail on Debian, /usr/lib64/nagios/plugins-mail on Fedora and its kin.
if(EXISTS /etc/debian_version)
    set(plugin_dir lib/nagios/plugins-mail)
else()
    set(plugin_dir ${CMAKE_INSTALL_LIBDIR}/nagios/plugins-mail)
endif()
set(MPM_PLUGIN_DIR ${plugin_dir} CACHE STRING "Where plugins are installed, below the prefix")

# add_check_core(NAME): what decides in plugins/NAME (probe, judge, findings, observation) as the library NAME_core, which
# links common/ up to survey, so that a verdict which reaches for a socket does not link.
function(add_check_core name)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
    list(FILTER sources EXCLUDE REGEX "/(main|options[a-z_]*|prepare)\\.cpp$")
    add_library(${name}_core STATIC ${sources})
    target_include_directories(${name}_core PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(${name}_core PUBLIC mpm_survey)
    target_precompile_headers(${name}_core REUSE_FROM mpm_check)
endfunction()

# add_check_plugin(NAME): the binary NAME from the folder plugins/NAME. Options (options*.cpp, prepare.cpp) join its core
# to the command line, main.cpp to the network.
function(add_check_plugin name)
    add_check_core(${name})
    file(GLOB_RECURSE options CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
    list(FILTER options INCLUDE REGEX "/(options[a-z_]*|prepare)\\.cpp$")
    add_library(${name}_options STATIC ${options})
    target_link_libraries(${name}_options PUBLIC ${name}_core mpm_cli)
    target_precompile_headers(${name}_options REUSE_FROM mpm_check)
    add_executable(${name} ${name}/main.cpp)
    target_link_libraries(${name} PRIVATE ${name}_options mpm_net)
    set_property(GLOBAL APPEND PROPERTY MPM_PLUGIN_CORES ${name}_options)
    set_property(GLOBAL APPEND PROPERTY MPM_CHECKS ${name})
    install(TARGETS ${name} RUNTIME DESTINATION ${MPM_PLUGIN_DIR})
endfunction()

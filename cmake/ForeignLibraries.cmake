# SPDX-License-Identifier: GPL-3.0-or-later
# MPM_LINK: how ldns, libidn2, Boost.Program_options, Poco and the standard library are linked.
#
#   archives  from archives where the machine has them, which is the default. As shared libraries ldns and libidn2 bring
#             libcrypto, libssl and libunistring into every check, which costs more at each start than everything else that
#             a short check does. Debian has archives of all but Poco, which packaging/poco/build makes; where they are
#             found through CMAKE_PREFIX_PATH, as in the preset static, the standard library is linked from its archive,
#             too (docs/adr/0017-what-is-packaged-is-linked-from-archives.md).
#   shared    the distribution's shared libraries, as Fedora wants it.
#
# libc, libgcc and OpenSSL are shared in any case, so that the distribution's updates of them are all that is needed.
#
# Sets MPM_IDN2 and MPM_LDNS, what to link, and MPM_WANTS_ARCHIVES; finds Poco.
set(MPM_LINK archives CACHE STRING "ldns, libidn2, Boost and Poco: archives, where there are any, or shared")
set_property(CACHE MPM_LINK PROPERTY STRINGS archives shared)
if(NOT MPM_LINK MATCHES "^(archives|shared)$")
    message(FATAL_ERROR "MPM_LINK is \"${MPM_LINK}\": it must be archives or shared")
endif()
string(COMPARE EQUAL ${MPM_LINK} archives MPM_WANTS_ARCHIVES)

find_package(PkgConfig REQUIRED)
pkg_check_modules(IDN2 REQUIRED IMPORTED_TARGET libidn2)
pkg_check_modules(LDNS REQUIRED IMPORTED_TARGET ldns)
set(MPM_IDN2 PkgConfig::IDN2)
set(MPM_LDNS PkgConfig::LDNS)
find_package(Poco REQUIRED COMPONENTS Foundation Net)
if(NOT MPM_WANTS_ARCHIVES)
    return()
endif()

get_target_property(poco_type Poco::Foundation TYPE)
if(poco_type STREQUAL STATIC_LIBRARY)
    message(STATUS "Poco: archives in ${Poco_DIR}")
    # Not with Poco's shared libraries, which bring a standard library of their own. And never -static-libgcc: the TLS
    # module is loaded at run time, and what is thrown is unwound by one libgcc or not at all.
    add_link_options(-static-libstdc++)
    # Poco's regular expressions; its configuration knows the shared library.
    find_library(PCRE_ARCHIVE NAMES libpcre.a libpcre2-8.a)
    foreach(target Pcre::Pcre Pcre2::Pcre2)
        if(PCRE_ARCHIVE AND TARGET ${target})
            set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${PCRE_ARCHIVE})
        endif()
    endforeach()
endif()

find_library(IDN2_ARCHIVE libidn2.a)
find_library(UNISTRING_ARCHIVE libunistring.a)
if(IDN2_ARCHIVE AND UNISTRING_ARCHIVE)
    set(MPM_IDN2 ${IDN2_ARCHIVE} ${UNISTRING_ARCHIVE})
endif()

# Reading and writing messages needs no cryptography, but the archive's objects refer to OpenSSL (all of
# whose names begin with a capital, or with d2i_ and its kin). In this copy the references are weak: a
# program that doesn't link libcrypto itself starts without it. One that validates signatures must link
# it, with --no-as-needed, since weak references alone don't count as a need.
find_library(LDNS_ARCHIVE libldns.a)
if(LDNS_ARCHIVE)
    set(ldns_codec ${CMAKE_BINARY_DIR}/libldns_codec.a)
    add_custom_command(
        OUTPUT ${ldns_codec}
        COMMAND ${CMAKE_OBJCOPY} --wildcard "--weaken-symbol=[A-Z]*" "--weaken-symbol=[dio]2[dio]_*"
                ${LDNS_ARCHIVE} ${ldns_codec}
        DEPENDS ${LDNS_ARCHIVE}
        VERBATIM)
    add_custom_target(ldns_codec_archive DEPENDS ${ldns_codec})
    add_library(ldns_codec STATIC IMPORTED GLOBAL)
    set_target_properties(ldns_codec PROPERTIES IMPORTED_LOCATION ${ldns_codec})
    add_dependencies(ldns_codec ldns_codec_archive)
    set(MPM_LDNS ldns_codec)
endif()

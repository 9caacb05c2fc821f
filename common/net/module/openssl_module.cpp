// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/version.hpp"
#include "net/openssl_provider.hpp"
#include "net/tls_module.hpp"

extern "C" {

mpm::TlsProvider* mpmMakeTlsProvider()
{
    return new mpm::OpensslProvider;
}

extern const char* const mpmTlsModuleVersion;
const char* const mpmTlsModuleVersion = mpm::version;
}

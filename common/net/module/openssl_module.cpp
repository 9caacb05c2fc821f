// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openssl_provider.hpp"
#include "net/tls_module.hpp"

extern "C" mpm::TlsProvider* mpmMakeTlsProvider()
{
    return new mpm::OpensslProvider;
}

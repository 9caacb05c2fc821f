// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/openssl_verify.hpp"
#include "tls/request.hpp"

#include <string>

namespace mpm {

/// What is wrong with the files that the request names, as a sentence that begins with the option; empty when they can
/// be used: authorities in PEM, a client certificate and the key that belongs to it, not encrypted.
/// The authorities are kept in `stores`.
std::string faultOfFiles(const TlsRequest& request, TrustStores& stores);

} // namespace mpm

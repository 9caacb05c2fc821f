// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/x509_vfy.h>

#include <string>

namespace mpm {

/// Adds the authorities of a file in PEM to the store: each is read when somebody asks for its name. False where there
/// is no certificate to be read. Throws MachineUnfit where this machine has no memory or descriptor left.
bool addBundle(X509_STORE* store, const std::string& file);

} // namespace mpm

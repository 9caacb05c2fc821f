// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/failure.hpp"

#include <string>
#include <string_view>

namespace mpm {

/// Why there is no session, or no longer one, in words. `error`: OpenSSL's code, 0 when it has none, which means
/// that the connection ended; `alert`: the fatal alert that the server sent, empty without one.
Failure describeOpensslError(unsigned long error, std::string_view alert);

/// Empties this thread's queue of OpenSSL's errors; throws MachineUnfit where one of them says that this machine has
/// no memory or descriptor left, whatever the library made of it.
void throwIfOpensslUsedUp();

/// The same for a single code.
bool saysOpensslUsedUp(unsigned long error);

/// "handshake failure", for the alert with this number.
std::string alertInWords(int number);

} // namespace mpm

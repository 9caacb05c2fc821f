// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace mpm::test {

/// A TCP port of 127.0.0.1 on which nobody listens at this moment, taken from the kernel's range for
/// outgoing connections, so that it isn't given out again soon.
std::uint16_t freePort();

/// Waits until somebody accepts connections on 127.0.0.1:port. False when nobody does in time.
bool waitForListener(std::uint16_t port, double seconds = 10);

} // namespace mpm::test

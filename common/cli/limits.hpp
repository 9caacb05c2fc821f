// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace mpm {

/// Raises this process's own limits as far as it may: sockets, for a domain with many hosts; the stack, for machines
/// that give next to none. Threads get a stack of known size, and where addresses are limited one heap.
void raiseLimits();

/// Throws MachineUnfit where memory is left for a part of the check only: it could end anywhere, and what fails for
/// want of memory looks like somebody's fault. The stack likewise.
void demandMemory();

} // namespace mpm

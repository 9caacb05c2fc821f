// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace mpm {

/// Whether this code of errno says that the machine, or what it allows this process, is used up: descriptors, memory,
/// threads. Then nothing that was asked for is to blame: no file, no peer.
bool saysUsedUp(int error);

/// Throws MachineUnfit, "can't <doing>: <reason>", where `error` says so.
void throwIfUsedUp(int error, const std::string& doing);

/// Throws MachineUnfit where not one descriptor is left, for calls that keep their reason to themselves.
void demandDescriptor(const std::string& doing);

/// Whether so many octets could be had at this moment. Takes none of them. Safe in a signal handler.
bool isMemoryLeft(std::size_t octets);

/// The stack of a thread, which the limit on the main thread's has no say in.
constexpr std::size_t threadStack = 1024UL * 1024;

/// Whether a thread can be started beside so many others that leaves all of them memory to work with.
bool isThreadLeft(std::size_t others);

} // namespace mpm

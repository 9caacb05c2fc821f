// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/resources.hpp"

#include "io/failure.hpp"

#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace mpm {
namespace {

constexpr std::size_t reserve = 16UL * 1024 * 1024; ///< TLS, which is loaded at need, takes half of it
constexpr std::size_t perThread = 256UL * 1024;     ///< a TLS session with what it is judged by, with room to spare

} // namespace

bool saysUsedUp(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOMEM || error == ENOBUFS;
}

void throwIfUsedUp(int error, const std::string& doing)
{
    if (saysUsedUp(error)) {
        throw MachineUnfit("this machine can't " + doing + ": " + std::generic_category().message(error));
    }
}

void demandDescriptor(const std::string& doing)
{
    const int probe = ::eventfd(0, EFD_CLOEXEC);
    if (probe < 0) {
        throwIfUsedUp(errno, doing);
        return;
    }
    ::close(probe);
}

bool isMemoryLeft(std::size_t octets)
{
    void* probe = ::mmap(nullptr, octets, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (probe == MAP_FAILED) {
        return false;
    }
    ::munmap(probe, octets);
    return true;
}

bool isThreadLeft(std::size_t others)
{
    return isMemoryLeft(threadStack + reserve + others * perThread);
}

} // namespace mpm

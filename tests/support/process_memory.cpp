// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/process_memory.hpp"

#include "support/descriptor.hpp"
#include "support/temp_dir.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <sstream>
#include <stdexcept>

namespace mpm::test {
namespace {

constexpr std::size_t mostOfOne = 128UL * 1024 * 1024;

std::string folderOf(pid_t process)
{
    return "/proc/" + std::to_string(process) + "/";
}

/// "start-end perms ..." in hexadecimal digits.
std::pair<std::uint64_t, std::uint64_t> boundsOf(const std::string& mapping)
{
    const auto dash = mapping.find('-');
    return {std::stoull(mapping.substr(0, dash), nullptr, 16), std::stoull(mapping.substr(dash + 1), nullptr, 16)};
}

/// As much as can be read: a library's last page may lie behind the end of its file.
std::string octetsOf(int memory, std::uint64_t begin, std::uint64_t end)
{
    std::string octets(end - begin, '\0');
    std::size_t have = 0;
    while (have < octets.size()) {
        const auto got = ::pread(memory, octets.data() + have, octets.size() - have, static_cast<off_t>(begin + have));
        if (got <= 0) {
            break;
        }
        have += static_cast<std::size_t>(got);
    }
    octets.resize(have);
    return octets;
}

void searchIn(const std::string& octets, const std::string& mapping, const Needle& needle, std::vector<Sighting>& found)
{
    const char* at = octets.data();
    const char* const end = at + octets.size();
    while ((at = static_cast<const char*>(::memmem(at, static_cast<std::size_t>(end - at), needle.octets.data(),
                                                   needle.octets.size()))) != nullptr) {
        found.push_back({needle.name, mapping + " + " + std::to_string(at - octets.data())});
        ++at;
    }
}

} // namespace

bool mayReadMemory()
{
    constexpr unsigned tracing = 19; // CAP_SYS_PTRACE, which root of a container often lacks
    const auto status = contentOf("/proc/self/status");
    const std::string field = "\nCapEff:\t";
    const auto at = status.find(field);
    return at != std::string::npos && (std::stoull(status.substr(at + field.size()), nullptr, 16) >> tracing & 1U) != 0;
}

std::vector<Sighting> search(pid_t process, const std::vector<Needle>& needles)
{
    const Descriptor memory(::open((folderOf(process) + "mem").c_str(), O_RDONLY | O_CLOEXEC));
    if (!memory.isOpen()) {
        throw std::runtime_error("the memory of process " + std::to_string(process) + " can't be looked at");
    }
    std::vector<Sighting> found;
    std::size_t seen = 0;
    std::istringstream maps(contentOf(folderOf(process) + "maps"));
    for (std::string mapping; std::getline(maps, mapping);) {
        const auto [begin, end] = boundsOf(mapping);
        if (mapping.find(" r") == std::string::npos || end - begin > mostOfOne) {
            continue;
        }
        const auto octets = octetsOf(memory.get(), begin, end);
        seen += octets.size();
        for (const auto& needle : needles) {
            searchIn(octets, mapping, needle, found);
        }
    }
    if (seen == 0) {
        throw std::runtime_error("process " + std::to_string(process) + " has no memory that can be read");
    }
    return found;
}

bool sleeps(pid_t process)
{
    const auto stat = contentOf(folderOf(process) + "stat");
    const auto name = stat.rfind(')');
    return name != std::string::npos && stat.substr(name).starts_with(") S");
}

} // namespace mpm::test

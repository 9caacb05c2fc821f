// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/secret_file.hpp"

#include "check/peer_text.hpp"
#include "io/resources.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace mpm {
namespace {

constexpr std::size_t atOnce = 4096;

/// What closes the file.
class OpenFile {
public:
    explicit OpenFile(const std::string& path) : number_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile()
    {
        if (number_ >= 0) {
            close(number_);
        }
    }

    /// -1 where it could not be opened.
    int number() const { return number_; }

private:
    int number_;
};

} // namespace

std::optional<Secret> readSecretFile(const std::string& path, std::size_t most)
{
    const OpenFile file(path);
    if (file.number() < 0) {
        throwIfUsedUp(errno, "read '" + printable(path) + "'");
        return std::nullopt;
    }
    WipedOctets octets;
    std::size_t have = 0;
    while (have <= most) {
        octets.resize(have + std::min(atOnce, most + 1 - have));
        const auto got = read(file.number(), octets.data() + have, octets.size() - have);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return std::nullopt;
        }
        if (got == 0) {
            break;
        }
        have += static_cast<std::size_t>(got);
    }
    octets.resize(have);
    return Secret(std::move(octets));
}

} // namespace mpm

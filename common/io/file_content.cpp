// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/file_content.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace mpm {
namespace {

/// For all of it and one octet more, which shows its end, so that no file is moved as its text grows.
std::size_t firstRoom(int descriptor)
{
    constexpr std::size_t some = 4096;
    constexpr std::size_t most = 1024UL * 1024;
    struct stat status {};
    const auto size = ::fstat(descriptor, &status) == 0 && status.st_size > 0 ? std::size_t(status.st_size) : 0;
    return std::clamp(size + 1, some, most);
}

} // namespace

std::optional<std::string> readContent(const std::string& file, std::size_t most)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) {
        return std::nullopt;
    }
    std::string text(std::min(firstRoom(descriptor), most), '\0');
    std::size_t size = 0;
    ssize_t count = 1;
    while (count > 0 && size < most) {
        if (size == text.size()) {
            text.resize(std::min(2 * size, most));
        }
        do {
            count = ::read(descriptor, text.data() + size, text.size() - size);
        } while (count < 0 && errno == EINTR);
        size += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    }
    const int error = errno;
    ::close(descriptor);
    errno = error;
    text.resize(size);
    return count < 0 ? std::nullopt : std::optional(std::move(text));
}

bool canBeRead(const std::string& file)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) {
        return false;
    }
    struct stat kind {};
    const bool isFolder = ::fstat(descriptor, &kind) == 0 && S_ISDIR(kind.st_mode);
    ::close(descriptor);
    errno = isFolder ? EISDIR : 0;
    return !isFolder;
}

} // namespace mpm

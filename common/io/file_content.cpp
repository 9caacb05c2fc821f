// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/file_content.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace mpm {

std::optional<std::string> readContent(const std::string& file, std::size_t most)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) {
        return std::nullopt;
    }
    std::string text;
    ssize_t count = 1;
    for (std::size_t chunk = 4096; count > 0 && text.size() < most; chunk = std::min(chunk * 2, 256UL * 1024)) {
        const auto before = text.size();
        text.resize(std::min(before + chunk, most));
        do {
            count = ::read(descriptor, text.data() + before, text.size() - before);
        } while (count < 0 && errno == EINTR);
        text.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    const int error = errno;
    ::close(descriptor);
    errno = error;
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/kept_file.hpp"

#include "check/peer_text.hpp"
#include "io/file_descriptor.hpp"
#include "io/resources.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace mpm {
namespace {

bool isOurs(int descriptor, std::size_t most)
{
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
           (status.st_uid == ::geteuid() || status.st_uid == 0) && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0 &&
           static_cast<std::size_t>(status.st_size) <= most;
}

bool writeAll(int descriptor, const std::string& content)
{
    std::size_t done = 0;
    while (done < content.size()) {
        const auto count = ::write(descriptor, content.data() + done, content.size() - done);
        if (count < 0 && errno != EINTR) {
            return false;
        }
        done += count < 0 ? 0 : static_cast<std::size_t>(count);
    }
    return true;
}

} // namespace

std::optional<std::string> readKeptFile(const std::string& path, std::size_t most)
{
    // Without O_NONBLOCK a pipe in the file's place would be waited for.
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen()) {
        throwIfUsedUp(errno, "read '" + printable(path) + "'");
    }
    if (!file.isOpen() || !isOurs(file.get(), most)) {
        return std::nullopt;
    }
    std::string content;
    std::array<char, 4096> buffer{};
    while (content.size() <= most) {
        const auto count = ::read(file.get(), buffer.data(), buffer.size());
        if (count == 0) {
            return content;
        }
        if (count < 0 && errno != EINTR) {
            return std::nullopt;
        }
        content.append(buffer.data(), count < 0 ? 0 : static_cast<std::size_t>(count));
    }
    return std::nullopt;
}

std::string replaceKeptFile(const std::string& path, const std::string& content)
{
    auto temporary = path + ".XXXXXX";
    const auto fault = [&](const char* what, const std::string& name) {
        return std::string("can't ") + what + " '" + printable(name) + "': " + std::generic_category().message(errno);
    };
    const auto slash = path.rfind('/');
    const auto folder = slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
    FileDescriptor file(::mkostemp(temporary.data(), O_CLOEXEC)); // made with O_EXCL and mode 0600
    if (!file.isOpen()) {
        return fault("make a file in", folder);
    }
    std::string failed;
    if (!writeAll(file.get(), content) || !file.close()) {
        failed = fault("write a file in", folder);
    } else if (std::rename(temporary.c_str(), path.c_str()) != 0) {
        failed = fault("rename to", path);
    }
    if (!failed.empty()) {
        ::unlink(temporary.c_str());
    }
    return failed;
}

} // namespace mpm

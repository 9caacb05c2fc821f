// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/locked_file.hpp"

#include "check/peer_text.hpp"
#include "io/file_descriptor.hpp"
#include "io/resources.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <system_error>
#include <thread>
#include <utility>

namespace mpm {
namespace {

constexpr mode_t forUserAlone = 0600;
constexpr std::chrono::milliseconds betweenTries{10};

std::string quoted(const std::string& path)
{
    return "'" + printable(path) + "'";
}

/// Throws what errno says.
[[noreturn]] void fail(const std::string& doing, const std::string& path, int error)
{
    throwIfUsedUp(error, doing + " " + quoted(path));
    const auto why = error == ELOOP ? "it is a symbolic link" : std::generic_category().message(error);
    throw FileUnusable("can't " + doing + " " + quoted(path) + ": " + why);
}

/// Throws unless the open file is a plain one of this user's that nobody else can write to.
struct stat demandOwn(const FileDescriptor& file, const std::string& path)
{
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) {
        fail("look at", path, errno);
    }
    const auto refuse = [&](const char* why) { return FileUnusable(quoted(path) + " is not used: " + why); };
    if (!S_ISREG(status.st_mode)) {
        throw refuse("it is no plain file");
    }
    if (status.st_uid != ::geteuid()) {
        throw refuse("it belongs to another user");
    }
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        throw refuse("others can write to it");
    }
    return status;
}

void writeAll(const FileDescriptor& file, const std::string& content, const std::string& path)
{
    std::size_t done = 0;
    while (done < content.size()) {
        const auto count = ::write(file.get(), content.data() + done, content.size() - done);
        if (count < 0 && errno != EINTR) {
            fail("write", path, errno);
        }
        done += count < 0 ? 0 : static_cast<std::size_t>(count);
    }
}

std::string folderOf(const std::string& path)
{
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
}

/// So that a rename outlives a crash of the machine. Some file systems can't; then the rename still holds until one.
void syncFolder(const std::string& folder)
{
    const FileDescriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (open.isOpen()) {
        ::fsync(open.get());
    }
}

} // namespace

LockedFile::LockedFile(std::string path, Deadline deadline) : path_(std::move(path))
{
    const auto name = path_ + ".lock";
    // Without O_NONBLOCK a pipe in the file's place would be waited for.
    FileDescriptor lock(::open(name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, forUserAlone));
    if (!lock.isOpen()) {
        fail("lock", name, errno);
    }
    demandOwn(lock, name);
    while (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            fail("lock", name, errno);
        }
        if (deadline.passed()) {
            throw FileUnusable("can't lock " + quoted(name) + ": another run, which may be stopped, has it");
        }
        std::this_thread::sleep_for(std::min<Clock::duration>(betweenTries, deadline.remaining()));
    }
    lock_ = lock.release();
}

LockedFile::~LockedFile()
{
    ::close(lock_); // and with it the lock goes
}

std::optional<std::string> LockedFile::read(std::size_t most) const
{
    const FileDescriptor file(::open(path_.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen() && errno == ENOENT) {
        return std::nullopt;
    }
    if (!file.isOpen()) {
        fail("read", path_, errno);
    }
    const auto tooLong = [&] {
        return FileUnusable(quoted(path_) + " is not used: it is longer than " + std::to_string(most) + " octets");
    };
    if (static_cast<std::size_t>(demandOwn(file, path_).st_size) > most) {
        throw tooLong();
    }
    std::string content;
    std::array<char, 4096> buffer{};
    while (content.size() <= most) {
        const auto count = ::read(file.get(), buffer.data(), buffer.size());
        if (count == 0) {
            return content;
        }
        if (count < 0 && errno != EINTR) {
            fail("read", path_, errno);
        }
        content.append(buffer.data(), count < 0 ? 0 : static_cast<std::size_t>(count));
    }
    throw tooLong();
}

void LockedFile::replace(const std::string& content) const
{
    struct stat status {};
    if (::lstat(path_.c_str(), &status) == 0 && (!S_ISREG(status.st_mode) || status.st_uid != ::geteuid())) {
        throw FileUnusable(quoted(path_) + " is not replaced: it is " +
                           (S_ISREG(status.st_mode) ? "another user's" : "no plain file"));
    }
    // One name, so that runs which were killed here leave one file at most. Only who has the lock comes here.
    const auto temporary = path_ + ".new";
    if (::unlink(temporary.c_str()) != 0 && errno != ENOENT) {
        fail("replace", temporary, errno);
    }
    FileDescriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, forUserAlone));
    if (!file.isOpen()) {
        fail("write", temporary, errno);
    }
    try {
        writeAll(file, content, temporary);
        if (::fchmod(file.get(), forUserAlone) != 0 || ::fsync(file.get()) != 0 || !file.close()) {
            fail("write", temporary, errno);
        }
        if (std::rename(temporary.c_str(), path_.c_str()) != 0) {
            fail("replace", path_, errno);
        }
    } catch (const std::runtime_error&) {
        ::unlink(temporary.c_str());
        throw;
    }
    syncFolder(folderOf(path_));
}

std::string LockedFile::setAside() const
{
    auto aside = path_ + ".damaged";
    if (std::rename(path_.c_str(), aside.c_str()) != 0) {
        fail("set aside", path_, errno);
    }
    return aside;
}

} // namespace mpm

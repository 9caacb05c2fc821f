// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/maildir_files.hpp"

#include "check/peer_text.hpp"
#include "io/resources.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

namespace mpm {
namespace {

constexpr std::array folders{"new", "cur"};

/// An open file or folder, closed in the end.
class OpenFile {
public:
    explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
    ~OpenFile()
    {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    int get() const { return descriptor_; }
    bool isOpen() const { return descriptor_ >= 0; }
    int release() { return std::exchange(descriptor_, -1); }

private:
    int descriptor_;
};

OpenFile openFolder(const std::string& path, const std::string& folder)
{
    const auto whole = path + "/" + folder;
    const int descriptor = ::open(whole.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) {
        throwIfUsedUp(errno, "read '" + printable(whole) + "'");
    }
    return OpenFile(descriptor);
}

std::string faultOf(const std::string& path, const std::string& folder, const char* doing)
{
    return std::string("can't ") + doing + " '" + printable(path + "/" + folder, 160) +
           "': " + std::generic_category().message(errno);
}

} // namespace

MaildirListing listMaildir(const std::string& path)
{
    MaildirListing listing;
    for (const auto* folder : folders) {
        auto open = openFolder(path, folder);
        if (!open.isOpen()) {
            listing.fault = faultOf(path, folder, "open");
            return listing;
        }
        const std::unique_ptr<DIR, int (*)(DIR*)> entries(::fdopendir(open.get()), ::closedir);
        if (!entries) {
            listing.fault = faultOf(path, folder, "read");
            return listing;
        }
        open.release(); // it is the stream's now
        while (const auto* entry = ::readdir(entries.get())) {
            if (entry->d_name[0] != '.' && listing.files.size() < mostMaildirFiles) {
                listing.files.push_back({folder, entry->d_name});
            }
        }
    }
    return listing;
}

MaildirRead readMaildirFile(const std::string& path, const MaildirFile& file, std::size_t most)
{
    const auto folder = openFolder(path, file.folder);
    if (!folder.isOpen()) {
        return {};
    }
    const OpenFile open(
        ::openat(folder.get(), file.name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (!open.isOpen()) {
        throwIfUsedUp(errno, "read '" + printable(path + "/" + file.folder) + "'");
        const bool mayNot = errno == EACCES || errno == EPERM;
        return {std::nullopt, mayNot ? faultOf(path, file.folder + "/" + file.name, "open") : ""};
    }
    struct stat status {};
    if (::fstat(open.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return {};
    }
    MaildirContent content;
    content.size = static_cast<std::size_t>(status.st_size);
    content.written = UnixTime(std::chrono::seconds(status.st_mtime));
    std::array<char, 16384> buffer{};
    while (content.octets.size() < most) {
        const auto count = ::read(open.get(), buffer.data(), std::min(buffer.size(), most - content.octets.size()));
        if (count == 0) {
            break;
        }
        if (count < 0 && errno != EINTR) {
            return {};
        }
        content.octets.append(buffer.data(), count < 0 ? 0 : static_cast<std::size_t>(count));
    }
    return {std::move(content), ""};
}

std::string deleteMaildirFile(const std::string& path, const MaildirFile& file)
{
    const auto folder = openFolder(path, file.folder);
    if (!folder.isOpen()) {
        return faultOf(path, file.folder, "open");
    }
    struct stat status {};
    if (::fstatat(folder.get(), file.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? "" : faultOf(path, file.folder, "look into");
    }
    if (!S_ISREG(status.st_mode)) {
        return "what is to be deleted in '" + printable(path + "/" + file.folder, 160) + "' is no regular file";
    }
    const bool gone = ::unlinkat(folder.get(), file.name.c_str(), 0) == 0 || errno == ENOENT;
    return gone ? "" : faultOf(path, file.folder, "delete from");
}

} // namespace mpm

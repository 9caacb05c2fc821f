// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/given_files.hpp"

#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "io/resources.hpp"
#include "io/secret_file.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <utility>

namespace mpm {
namespace {

constexpr std::size_t longestPassword = 64UL * 1024; // tokens run to some KB
constexpr std::size_t longestMessage = 64UL * 1024 * 1024;

constexpr std::string_view cantBeRead = "can't be read";

std::string tooLong(std::size_t most)
{
    return "has more than " + std::to_string(most / 1024) + " KiB";
}

UsageError unreadable(std::string_view option, const std::string& file, std::string_view why)
{
    return UsageError("--" + std::string(option) + ": '" + printable(file) + "' " + std::string(why));
}

/// At most so many octets of a file.
std::string contentOf(std::string_view option, const std::string& file, std::size_t most)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream.is_open()) {
        throwIfUsedUp(errno, "read '" + printable(file) + "'");
    }
    std::string content;
    std::string chunk(16UL * 1024, '\0');
    while (stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || stream.gcount() > 0) {
        content.append(chunk, 0, static_cast<std::size_t>(stream.gcount()));
        if (content.size() > most) {
            throw unreadable(option, file, tooLong(most));
        }
    }
    if (!stream.eof()) {
        throw unreadable(option, file, cantBeRead);
    }
    return content;
}

/// What can't be read to its end would hang the check.
std::string whyUnfit(std::filesystem::file_type type)
{
    return type == std::filesystem::file_type::not_found ? "is not there" : "is no regular file, or can't be looked at";
}

} // namespace

Secret passwordFrom(std::string_view option, const std::string& file)
{
    std::error_code error;
    const auto type = std::filesystem::status(file, error).type();
    if (type != std::filesystem::file_type::regular && type != std::filesystem::file_type::fifo) {
        throw unreadable(option, file, whyUnfit(type));
    }
    const auto content = readSecretFile(file, longestPassword);
    if (!content) {
        throw unreadable(option, file, cantBeRead);
    }
    auto line = content->reveal();
    if (line.size() > longestPassword) {
        throw unreadable(option, file, tooLong(longestPassword));
    }
    line = line.substr(0, line.find('\n'));
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    if (line.empty() || line.find('\0') != std::string_view::npos) {
        throw unreadable(option, file, "holds no password in its first line");
    }
    return Secret(line);
}

std::string messageFrom(const std::string& file)
{
    std::error_code error;
    const auto type = std::filesystem::status(file, error).type();
    if (type != std::filesystem::file_type::regular) {
        throw unreadable("message-file", file, whyUnfit(type));
    }
    auto message = contentOf("message-file", file, longestMessage);
    if (message.empty() || message.find('\0') != std::string::npos) {
        throw unreadable("message-file", file, message.empty() ? "is empty" : "holds NUL octets, which no mail may");
    }
    return message;
}

} // namespace mpm

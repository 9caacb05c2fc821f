// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/system_resolvers.hpp"

#include "check/ascii.hpp"
#include "io/file_content.hpp"
#include "io/resources.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <utility>

namespace mpm {
namespace {

constexpr auto file = "/etc/resolv.conf";
constexpr std::size_t mostOctets = 64UL * 1024;
constexpr std::size_t longestWord = 255; ///< of the search list: the size of a buffer in glibc, and of any name

bool hasTooLong(const std::vector<std::string>& words)
{
    return std::any_of(words.begin(), words.end(), [](const auto& word) { return word.size() > longestWord; });
}

} // namespace

SystemResolvers systemResolvers()
{
    SystemResolvers result;
    std::error_code error;
    if (std::filesystem::is_fifo(file, error)) {
        result.fault = std::string(file) + " is a pipe";
        result.config = parseResolvConf("");
        return result;
    }
    auto content = readContent(file, mostOctets + 1);
    if (!content) {
        throwIfUsedUp(errno, std::string("read ") + file);
    }
    auto text = std::move(content).value_or("");
    if (text.size() > mostOctets) {
        result.fault = std::string(file) + " is over 64 KiB";
        text.clear();
    }
    result.config = parseResolvConf(text);
    const auto* local = std::getenv("LOCALDOMAIN"); // NOLINT(concurrency-mt-unsafe): nobody here sets the environment
    const bool inFile = hasTooLong(result.config.search);
    if (inFile || (local != nullptr && hasTooLong(splitWords(local)))) {
        result.fault = (inFile ? std::string(file) + " has" : "the variable LOCALDOMAIN has") +
                       " a word in its search list that is longer than any name";
    }
    return result;
}

} // namespace mpm

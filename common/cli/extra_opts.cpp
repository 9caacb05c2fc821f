// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/extra_opts.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "io/resources.hpp"
#include "io/secret_file.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <optional>

namespace mpm {
namespace {

constexpr std::size_t mostIniOctets = 1024UL * 1024;

std::vector<std::string> searchPath()
{
    std::vector<std::string> folders;
    for (const auto* variable : {"MP_CONFIG_PATH", "NAGIOS_CONFIG_PATH"}) {
        if (const auto* value = std::getenv(variable); value != nullptr) {
            for (auto& folder : split(value, ':')) {
                folders.push_back(std::move(folder));
            }
        }
    }
    for (const auto* folder : {"/etc/monitoring-plugins", "/usr/local/etc/monitoring-plugins", "/usr/local/etc",
                               "/etc/opt/monitoring-plugins", "/etc/nagios-plugins", "/usr/local/etc/nagios-plugins",
                               "/etc/nagios", "/usr/local/etc/nagios", "/etc"}) {
        folders.emplace_back(folder);
    }
    return folders;
}

std::optional<std::string> findDefaultFile()
{
    for (const auto& folder : searchPath()) {
        for (const auto* name : {"monitoring-plugins.ini", "plugins.ini", "nagios-plugins.ini"}) {
            const auto path = std::filesystem::path(folder) / name;
            std::error_code ignored;
            if (std::filesystem::is_regular_file(path, ignored)) {
                return path.string();
            }
        }
    }
    return std::nullopt;
}

Secret readFile(const std::string& path)
{
    auto text = readSecretFile(path, mostIniOctets);
    if (!text) {
        throw UsageError("--extra-opts: can't read the file '" + printable(path) + "'");
    }
    if (text->reveal().size() > mostIniOctets) {
        throw UsageError("--extra-opts: the file '" + printable(path) + "' is over 1 MiB");
    }
    return *std::move(text);
}

/// Blanks at the ends go, and one pair of quotes around the whole value.
std::string_view unquoted(std::string_view value)
{
    value = trim(value);
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) {
        value = value.substr(1, value.size() - 2);
    }
    return value;
}

IniLine lineOf(std::size_t number, std::string_view text)
{
    const auto equals = text.find('=');
    const auto value =
        equals == std::string_view::npos ? std::nullopt : std::optional(unquoted(text.substr(equals + 1)));
    return {number, trim(text.substr(0, equals)), value};
}

} // namespace

UsageError wrongLine(std::string_view file, std::size_t number, std::string_view why)
{
    return UsageError("--extra-opts: " + printable(file) + " line " + std::to_string(number) + ": " + std::string(why));
}

std::vector<IniLine> parseIniSection(std::string_view text, std::string_view section, std::string_view file)
{
    std::vector<IniLine> lines;
    bool inside = false;
    bool seen = false;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        const auto raw = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        const auto line = trim(raw.ends_with('\r') ? raw.substr(0, raw.size() - 1) : raw);
        if (line.empty() || line.starts_with('#') || line.starts_with(';')) {
            continue;
        }
        if (line.starts_with('[')) {
            if (!line.ends_with(']')) {
                throw wrongLine(file, number, "opens a section name with '[' and does not close it");
            }
            inside = trim(line.substr(1, line.size() - 2)) == section;
            seen = seen || inside;
        } else if (inside) {
            lines.push_back(lineOf(number, line));
            const auto& key = lines.back().key;
            if (key.empty() || key.starts_with('-')) {
                throw wrongLine(file, number, "is not of the form option=value or option");
            }
            if (key.find_first_of(" \t") != std::string::npos) {
                throw wrongLine(file, number, "is not of the form option=value: the option is not followed by '='");
            }
        }
    }
    if (!seen) {
        throw UsageError("--extra-opts: " + printable(file) + " has no section '[" + printable(section) + "]'");
    }
    return lines;
}

ExtraOpts readExtraOpts(std::string_view source, std::string_view program)
{
    const auto at = source.find('@');
    const auto section = source.substr(0, at).empty() ? program : source.substr(0, at);
    std::string file;
    if (at != std::string_view::npos) {
        file = source.substr(at + 1);
        if (file.empty()) {
            throw UsageError("--extra-opts: '" + printable(source) + "' names no file behind the '@'");
        }
    } else if (const auto found = findDefaultFile()) {
        file = *found;
    } else {
        throw UsageError("--extra-opts: no monitoring-plugins.ini, plugins.ini or nagios-plugins.ini was found; "
                         "name the file with --extra-opts=SECTION@FILE");
    }
    ExtraOpts result{file, readFile(file), {}};
    result.lines = parseIniSection(result.text.reveal(), section, file);
    return result;
}

} // namespace mpm

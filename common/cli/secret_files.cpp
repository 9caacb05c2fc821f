// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/secret_files.hpp"

#include "check/peer_text.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <optional>

namespace mpm {
namespace {

/// Four digits, as chmod and ls know modes.
std::string inOctal(unsigned mode)
{
    std::string digits;
    for (const unsigned shift : {9U, 6U, 3U, 0U}) {
        digits += static_cast<char>('0' + ((mode >> shift) & 7U));
    }
    return digits;
}

/// The mode of a regular file; none of anything else, and of what can't be looked at.
std::optional<mode_t> modeOf(const std::string& file)
{
    struct stat facts {};
    if (stat(file.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) {
        return std::nullopt;
    }
    return facts.st_mode;
}

void judge(const std::string& option, const std::string& file, std::optional<mode_t> mode,
           std::vector<Finding>& findings)
{
    if (!mode || (*mode & S_IROTH) == 0) {
        return;
    }
    findings.push_back(found(secretFileReadable, "",
                             "--" + option + ": every user of this machine can read '" + printable(file) + "' (mode " +
                                 inOctal(*mode & 07777U) + ")"));
}

} // namespace

void forbidDumps()
{
    const rlimit none{};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

bool readSecrets(const std::vector<OptionSpec>& specs)
{
    return std::any_of(specs.begin(), specs.end(),
                       [](const OptionSpec& spec) { return spec.iniOnly || spec.holdsSecretUnless; });
}

bool namesSecretFile(const CommandLine& line, const std::vector<OptionSpec>& specs)
{
    return std::any_of(specs.begin(), specs.end(),
                       [&](const OptionSpec& spec) { return spec.holdsSecretUnless && line.has(spec.name); });
}

std::vector<Finding> readableSecretFiles(const CommandLine& line, const std::vector<OptionSpec>& specs)
{
    std::vector<Finding> findings;
    for (const auto& spec : specs) {
        if (spec.holdsSecretUnless && !line.has(*spec.holdsSecretUnless)) {
            for (const auto& file : line.all(spec.name)) {
                judge(std::string(spec.name), file, modeOf(file), findings);
            }
        }
    }
    for (const auto& file : line.iniFilesWithSecrets()) {
        judge("extra-opts", file, modeOf(file), findings);
    }
    return findings;
}

} // namespace mpm

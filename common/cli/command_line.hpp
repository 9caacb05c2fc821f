// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/secret.hpp"
#include "check/usage_error.hpp"
#include "cli/option_spec.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// There is no such option.
class UnknownOption : public UsageError {
public:
    /// As typed, with its dashes.
    explicit UnknownOption(std::string_view option);

    const std::string& option() const { return option_; }

private:
    std::string option_;
};

/// What the user gave: every option's values as text, by the option's name. Every reader of a value
/// throws UsageError that quotes the option and the value.
class CommandLine {
public:
    /// Reads the arguments behind the program's name. Throws UsageError.
    static CommandLine parse(const std::vector<std::string>& arguments, const std::vector<OptionSpec>& specs);

    /// The same with what the ini files hold that --extra-opts names; what stands on the command line comes
    /// first. Throws UsageError, which names the file.
    CommandLine withIniFiles(const std::vector<OptionSpec>& specs, std::string_view program) const;

    bool has(std::string_view name) const { return count(name) > 0; }
    std::size_t count(std::string_view name) const { return all(name).size(); }
    const std::vector<std::string>& all(std::string_view name) const;

    /// The first value, or nothing.
    std::optional<std::string> value(std::string_view name) const;

    /// The value of an option that is a secret; empty where it is not given.
    Secret secret(std::string_view name) const;

    /// A whole number within the bounds, or nothing when the option is absent.
    std::optional<long> number(std::string_view name, long least, long most) const;

    /// The ini files in which a secret stood, by the name that the user gave or the folders that were searched.
    const std::vector<std::string>& iniFilesWithSecrets() const { return iniFilesWithSecrets_; }

private:
    std::map<std::string, std::vector<std::string>, std::less<>> values_; ///< of a secret "", which stands for it
    std::map<std::string, Secret, std::less<>> secrets_;
    std::vector<std::string> iniFilesWithSecrets_;
};

/// --format's value wherever it stands, even among arguments that can't be parsed or in the file of --extra-opts:
/// errors obey it too.
std::string findFormat(const std::vector<std::string>& arguments, std::string_view program);

} // namespace mpm

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/temp_dir.hpp"

#include <set>
#include <string>
#include <vector>

namespace mpm::test {

/// The shells that this build writes completion for, with the completion that it installs.
class CompletingShells {
public:
    /// Installs the build's completion in a folder of its own. Throws std::runtime_error when that fails.
    explicit CompletingShells(const std::string& build);

    /// "bash", "zsh", "fish".
    static const std::vector<std::string>& names();

    /// What the shell offers at the end of each of the command lines "FOLDER/check_NAME TYPED", as bare words: neither
    /// with what stands before the last comma or equal sign, nor with the equal sign that is put behind. The folder is
    /// in PATH, too, without which fish completes nothing. bash and zsh run on a terminal, and put all that they offer
    /// into the line; fish is asked by its `complete -C`.
    /// Throws std::runtime_error when there are not as many answers as questions.
    std::vector<std::set<std::string>> offered(const std::string& shell, const std::string& check,
                                               const std::vector<std::string>& typed) const;

    /// Where the installed files are: "share/fish/vendor_completions.d/check_mx.fish" below it.
    const std::filesystem::path& prefix() const { return prefix_; }

private:
    TempDir folder_;
    std::filesystem::path prefix_;
};

} // namespace mpm::test

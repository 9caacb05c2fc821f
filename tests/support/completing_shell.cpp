// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/completing_shell.hpp"

#include "check/ascii.hpp"
#include "support/process.hpp"

#include <stdexcept>

namespace mpm::test {
namespace {

/// Readline's key for "put all possible completions into the line" is M-*; zsh is given one.
constexpr auto bashStart = R"(. /usr/share/bash-completion/bash_completion
unset HISTFILE
)";
constexpr auto zshStart = R"(fpath=($PREFIX/share/zsh/vendor-completions $fpath)
autoload -Uz compinit
compinit -u -d $ZDOTDIR/dump
zle -C all-matches complete-word _generic
bindkey '^T' all-matches
zstyle ':completion:all-matches:*' insert yes
zstyle ':completion:all-matches::::' completer _all_matches _complete
)";
constexpr auto fishScript = R"(for typed in $argv[2..]
    complete -C "$argv[1] $typed" | string replace -r '\t.*' ''
    echo .
end
)";
/// In the check's place: what it was called with, for a shell to read or a test.
constexpr auto recorder = "#!/bin/sh\nprintf '%s\\n' \"$@\" . >>\"$RECORD\"\n";

std::string bare(std::string word)
{
    if (word.ends_with('=')) {
        word.pop_back();
    }
    return word.substr(word.find_last_of("=,") + 1);
}

/// The answers, each of which ends with a line that is a dot; the words that were typed before are none. `said` is what
/// explains it where there are too few.
std::vector<std::set<std::string>> answers(const std::string& record, const std::vector<std::string>& typed,
                                           const std::string& said)
{
    std::vector<std::set<std::string>> all(1);
    for (const auto& line : splitLines(record)) {
        if (line == ".") {
            all.emplace_back();
        } else {
            all.back().insert(bare(line));
        }
    }
    all.pop_back();
    if (all.size() != typed.size()) {
        throw std::runtime_error(std::to_string(typed.size()) + " questions, but " + std::to_string(all.size()) +
                                 " answers:\n" + record + "\nand on the terminal:\n" + said);
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto before = typed[i].substr(0, typed[i].find_last_of(' ') + 1);
        for (const auto& word : splitWords(before)) {
            all[i].erase(bare(word));
        }
    }
    return all;
}

} // namespace

CompletingShells::CompletingShells(const std::string& build) : prefix_(folder_ / "prefix")
{
    const auto result = run({"cmake", "-DCMAKE_INSTALL_PREFIX=" + prefix_.string(), "-P",
                             build + "/packaging/completion/cmake_install.cmake"});
    if (result.exitStatus != 0) {
        throw std::runtime_error("completion can't be installed: " + result.out + result.err);
    }
    folder_.write("bashrc", bashStart);
    folder_.write("zsh/.zshrc", zshStart);
}

const std::vector<std::string>& CompletingShells::names()
{
    static const std::vector<std::string> all{"bash", "zsh", "fish"};
    return all;
}

std::vector<std::set<std::string>> CompletingShells::offered(const std::string& shell, const std::string& check,
                                                             const std::vector<std::string>& typed) const
{
    const TempDir work;
    const auto command = work.write("plugins-mail/" + check, recorder);
    std::filesystem::permissions(command, std::filesystem::perms::owner_exec, std::filesystem::perm_options::add);
    const auto record = work / "record";
    const auto path = [](const std::filesystem::path& part) { return part.string(); };
    const ProcessOptions options{.environment = {{"HOME", path(work.path())},
                                                 {"PATH", path(command.parent_path()) + ":/usr/bin:/bin"},
                                                 {"PREFIX", path(prefix_)},
                                                 {"RECORD", path(record)},
                                                 {"TERM", "dumb"},
                                                 {"XDG_CONFIG_HOME", path(work / "config")},
                                                 {"XDG_DATA_HOME", path(work / "data")},
                                                 {"XDG_DATA_DIRS", path(prefix_ / "share") + ":/usr/share"},
                                                 {"ZDOTDIR", path(folder_ / "zsh")}}};
    if (shell == "fish") {
        std::vector<std::string> argv{"fish", "-c", fishScript, command.string()};
        argv.insert(argv.end(), typed.begin(), typed.end());
        const auto result = run(argv, options);
        return answers(result.out, typed, result.err);
    }
    auto typing = options;
    for (const auto& words : typed) {
        typing.input += command.string() + " " + words + (shell == "bash" ? "\033*" : "\x14") + "\n";
    }
    typing.input += "exit\n";
    const auto interactive =
        shell == "bash" ? "bash --noprofile --rcfile " + path(folder_ / "bashrc") + " -i" : std::string("zsh -d -i");
    const auto result = run({"script", "-q", "-e", "-c", interactive, "/dev/null"}, typing);
    return answers(contentOf(record), typed, result.out + result.err);
}

} // namespace mpm::test

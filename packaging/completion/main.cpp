// SPDX-License-Identifier: GPL-3.0-or-later
// completion_writer FOLDER: writes FOLDER/bash/NAME, FOLDER/zsh/_NAME and FOLDER/fish/NAME.fish for every check.
#include "descriptions.inc"
#include "scripts.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace mpm;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, const std::string& text)
{
    fs::create_directories(file.parent_path());
    std::ofstream out(file);
    out.exceptions(std::ios::badbit | std::ios::failbit);
    out << text << std::flush;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fputs("usage: completion_writer FOLDER\n", stderr);
        return 2;
    }
    const fs::path folder(argv[1]);
    for (const auto& plugin : descriptions()) {
        const std::string name(plugin.name);
        write(folder / "bash" / name, completion::bashScript(plugin));
        write(folder / "zsh" / ("_" + name), completion::zshScript(plugin));
        write(folder / "fish" / (name + ".fish"), completion::fishScript(plugin));
    }
}

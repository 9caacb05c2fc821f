// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace mpm::test {

/// A command line of a page behind its prompt, and what stands below it.
struct ShownCommand {
    std::string line;
    std::string output; ///< empty where the page shows none
};

/// Those in a page's code blocks: "$ check_mx -d example.com", a line that ends in a backslash with the next one.
std::vector<ShownCommand> shownCommands(const std::string& page);

/// Whether an output is what a page shows. Seconds, dates and digests may differ; "..." at the end of a shown line
/// stands for the rest of it, and alone for any number of lines.
bool isShown(const std::string& shown, const std::string& actual);

} // namespace mpm::test

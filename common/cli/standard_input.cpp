// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/standard_input.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>

namespace mpm {

bool isTypedInput()
{
    return isatty(STDIN_FILENO) == 1;
}

void askFor(std::string_view sentence)
{
    if (isatty(STDOUT_FILENO) != 1) {
        return;
    }
    while (!sentence.empty()) {
        const auto length = write(STDOUT_FILENO, sentence.data(), sentence.size());
        if (length < 0 && errno == EINTR) {
            continue;
        }
        if (length <= 0) {
            return;
        }
        sentence.remove_prefix(static_cast<std::size_t>(length));
    }
}

std::string readStandardInput(std::size_t most, const std::function<bool(std::string_view)>& wantsEnd)
{
    constexpr std::size_t longestInput = 512UL * 1024 * 1024; // what never ends is given up
    std::string text;
    std::array<char, 65536> piece{};
    bool isFull = false;
    for (std::size_t total = 0; total < longestInput;) {
        const auto length = read(STDIN_FILENO, piece.data(), piece.size());
        if (length < 0 && errno == EINTR) {
            continue;
        }
        if (length <= 0) {
            break;
        }
        total += static_cast<std::size_t>(length);
        text.append(piece.data(), static_cast<std::size_t>(length));
        if (text.size() <= most) {
            continue;
        }
        if (!isFull && !wantsEnd(text)) {
            text.resize(most);
            break;
        }
        isFull = true;
        if (text.size() > 2 * most) {
            text.erase(0, text.size() - most);
        }
    }
    return text;
}

} // namespace mpm

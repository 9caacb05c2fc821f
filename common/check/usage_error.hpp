// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace mpm {

/// What the user gave can't be used. The text is one sentence that quotes the culprit;
/// `runPlugin` turns it into exit status 3.
class UsageError : public std::runtime_error {
public:
    explicit UsageError(const std::string& sentence) : std::runtime_error(sentence) {}
};

} // namespace mpm

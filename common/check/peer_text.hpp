// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mpm {

/// How much of one peer text is ever shown.
constexpr std::size_t shownPeerText = 256;

/// Makes text of unknown origin safe to print anywhere: valid UTF-8, one line, no control or
/// direction-changing characters, no `|`, `<`, `>`, backtick or `$(`. What is replaced stays
/// visible: `|` as `/`, angle brackets as round ones, a backtick as `'`, all else as `?`.
/// At most `limit` octets, cut at a character, with "..." behind. Applying it twice changes nothing.
std::string harmless(std::string_view bytes, std::size_t limit = shownPeerText);

/// The same for text of our own or the user's, in which angle brackets are comparisons and stay.
std::string printable(std::string_view bytes, std::size_t limit = shownPeerText);

/// Octets that a peer sent. They can be searched as they came, but only `shown()` gets out:
/// there is no conversion to a string by accident.
class PeerText {
public:
    PeerText() = default;
    explicit PeerText(std::string bytes) : bytes_(std::move(bytes)) {}

    /// As received, for matching and parsing only; never for output.
    const std::string& raw() const { return bytes_; }

    /// As `harmless` leaves it.
    std::string shown(std::size_t limit = shownPeerText) const { return harmless(bytes_, limit); }

    bool operator==(const PeerText&) const = default;

private:
    std::string bytes_;
};

} // namespace mpm

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::property {

/// Everything that the peers of one case say, drawn as a world is built of it, each thing under a name by which a
/// failure shows it. Names must not be reused in a world for different things.
class PeerWords {
public:
    enum class Mode {
        Wild, ///< any octets
        Calm, ///< words that are no fault of form, so that the verdict must not depend on them
    };

    explicit PeerWords(Mode mode) : mode_(mode) {}

    /// Draws the mode, too.
    static PeerWords drawn();

    Mode mode() const { return mode_; }

    /// A text that a peer chooses freely.
    std::string text(const std::string& name);

    /// The same within a line: without CR and LF.
    std::string line(const std::string& name);

    /// Such a text, or in two of three cases what leads on.
    std::string textOr(const std::string& name, const std::string& plain);

    /// A label of a name, as a master file has it: any octets, or, in half of the cases and always in calm ones,
    /// `plain`.
    std::string label(const std::string& name, const std::string& plain);

    /// One or more strings of a TXT record: in two of three cases `front` alone.
    std::string txt(const std::string& name, std::string_view front = {});

    /// One of several ways for things to be; no words.
    template <class T>
    T oneOf(const std::string& name, const std::vector<T>& ways)
    {
        return ways[place(name, ways.size())];
    }
    std::size_t place(const std::string& name, std::size_t many);
    bool chance(const std::string& name) { return place(name, 2) == 1; }

    /// The same world, once all is drawn, in which each text is a plain word.
    PeerWords twin() const;

private:
    std::string draw(const std::string& name);

    Mode mode_;
    bool twin_ = false;
    std::map<std::string, std::string> texts_;
    std::map<std::string, std::size_t> places_;
};

} // namespace mpm::property

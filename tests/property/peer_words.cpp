// SPDX-License-Identifier: GPL-3.0-or-later
#include "property/peer_words.hpp"

#include "property/hostile_octets.hpp"

#include <algorithm>

namespace mpm::property {

PeerWords PeerWords::drawn()
{
    return PeerWords(*rc::gen::arbitrary<bool>().as("words in good form") ? Mode::Calm : Mode::Wild);
}

std::string PeerWords::draw(const std::string& name)
{
    if (twin_) {
        return "word";
    }
    if (const auto known = texts_.find(name); known != texts_.end()) {
        return known->second;
    }
    return texts_[name] = *(mode_ == Mode::Calm ? calmWords() : hostileOctets()).as(name);
}

std::size_t PeerWords::place(const std::string& name, std::size_t many)
{
    if (const auto known = places_.find(name); known != places_.end()) {
        return known->second;
    }
    return places_[name] = *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, many)).as(name);
}

std::string PeerWords::text(const std::string& name)
{
    return draw(name);
}

std::string PeerWords::line(const std::string& name)
{
    auto text = draw(name);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; }, '\x01');
    return text;
}

std::string PeerWords::textOr(const std::string& name, const std::string& plain)
{
    return place(name + " is hostile", 3) == 2 ? text(name) : plain;
}

std::string PeerWords::label(const std::string& name, const std::string& plain)
{
    if (mode_ == Mode::Calm || !chance(name + " is hostile")) {
        return plain;
    }
    const auto octets = draw(name).substr(0, 40);
    return octets.empty() ? plain : inMasterFile(octets);
}

std::string PeerWords::txt(const std::string& name, std::string_view front)
{
    constexpr std::size_t longest = 255;
    const auto octets = std::string(front) + textOr(name, "");
    std::string strings = "\"" + inMasterFile(octets.substr(0, longest)) + "\"";
    for (std::size_t at = longest; at < std::min(octets.size(), 4 * longest); at += longest) {
        strings += " \"" + inMasterFile(octets.substr(at, longest)) + "\"";
    }
    return strings;
}

PeerWords PeerWords::twin() const
{
    auto twin = *this;
    twin.twin_ = true;
    return twin;
}

} // namespace mpm::property

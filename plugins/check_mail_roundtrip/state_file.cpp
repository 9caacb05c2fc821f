// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/state_file.hpp"

#include "check/peer_text.hpp"
#include "check_mail_roundtrip/state_json.hpp"
#include "io/locked_file.hpp"

#include <array>

namespace mpm::checkMailRoundtrip {
namespace {

/// What the next run can read: the bounds of a file that somebody else may have written hold for one's own as well.
std::string readable(State& state, const std::string& owner)
{
    auto text = toJson(state, owner);
    for (const std::size_t newest : std::array<std::size_t, 4>{100, 10, 1, 0}) {
        if (text.size() <= longestStateFile && stateFromJson(text, owner).damage.empty()) {
            break;
        }
        state.shorten(newest);
        text = toJson(state, owner);
    }
    return text;
}

} // namespace

ChangedState changeState(const StateFile& file, Deadline deadline, const std::function<void(State&)>& change)
{
    const LockedFile locked(file.path, deadline);
    const auto text = locked.read(longestStateFile);
    ChangedState changed;
    changed.isFirst = !text;
    if (text) {
        auto kept = stateFromJson(*text, file.owner);
        if (!kept.damage.empty()) {
            changed.setAside = "'" + printable(file.path) + "' was set aside as '" + printable(locked.setAside()) +
                               "': " + kept.damage;
        }
        changed.state = std::move(kept.state);
    }
    change(changed.state);
    locked.replace(readable(changed.state, file.owner));
    return changed;
}

} // namespace mpm::checkMailRoundtrip

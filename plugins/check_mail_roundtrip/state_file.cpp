// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/state_file.hpp"

#include "check/peer_text.hpp"
#include "check_mail_roundtrip/state_json.hpp"
#include "io/locked_file.hpp"

namespace mpm::checkMailRoundtrip {

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
    locked.replace(toJson(changed.state, file.owner));
    return changed;
}

} // namespace mpm::checkMailRoundtrip

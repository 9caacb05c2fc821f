// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/observation.hpp"
#include "check_mail_auth/target.hpp"
#include "tls/world.hpp"

namespace mpm::checkMailAuth {

/// Looks at all kinds of records at the same time, so that a silent name server of one does not hide the others.
Observation observe(const Target& target, const World& world, Deadline deadline);

} // namespace mpm::checkMailAuth

// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dmarc/read_dmarc.hpp"

namespace mpm::checkMailAuth {

void readDmarc(const Target&, Reading&) {}

} // namespace mpm::checkMailAuth

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "unit/retrieval/retrieval_dialogue.hpp"

using mpm::test::checkTranscript;

// Each file of tests/dialogues/imap is a test of its own; tests/CMakeLists.txt writes them.
#include "transcripts/imap.inc"

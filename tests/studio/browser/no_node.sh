#!/bin/sh
# SPDX-License-Identifier: MIT
# Stands for node where there is none: the browser's tests skip and say so.
echo "SKIPPED: there is no node; install it with apt (nodejs npm chromium)"
exit 77

// SPDX-License-Identifier: MIT
// The program is linked for the linker's opinion; running it does nothing.
int main() {}

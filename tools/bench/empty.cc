// SPDX-License-Identifier: Apache-2.0
// The empty process: what starting anything costs.
int main() { return 0; }

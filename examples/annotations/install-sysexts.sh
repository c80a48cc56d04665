#!/bin/bash
# Pulls the Kubernetes sysexts into an image while it is built.
set -euo pipefail

# renovate: sysext=mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext
KUBELET_VERSION="v1.34.9-2-azlinux3"
# renovate: sysext=mcr.microsoft.com/oss/v2/kubernetes/kubectl-sysext
KUBECTL_VERSION="v1.34.9-5-azlinux3"

arch=$(uname -m)
[ "$arch" = aarch64 ] && arch=arm64
arch=${arch//_/-}

oras pull --output /opt/kubelet/downloads "mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext:${KUBELET_VERSION}-${arch}"
oras pull --output /opt/kubectl/downloads "mcr.microsoft.com/oss/v2/kubernetes/kubectl-sysext:${KUBECTL_VERSION}-${arch}"

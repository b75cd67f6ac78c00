client-offline = The server cannot be reached. It is tried again; if this lasts, check the network or tell the administrator.
client-timeout = No answer came in time; whether it was done is not known yet. Trying again does not do it twice.
client-protocol = What answers is not a lianban server, or of another version. Check the address, or upgrade.

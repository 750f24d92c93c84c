# Asks 127.0.0.11 for a name all the time and prints when it comes and goes:  dns-watch.pl NAME
use strict; use warnings; use IO::Socket::IP; use Time::HiRes qw(time sleep); $| = 1;
my $socket = IO::Socket::IP->new(PeerHost => '127.0.0.11', PeerPort => 53, Proto => 'udp') or die $!; my $was = 0; print "ready\n";
while (1) { $socket->send(pack('n6', 1, 0x100, 1, 0, 0, 0) . pack('C/a', $ARGV[0]) . pack('Cnn', 0, 1, 1)); $socket->recv(my $reply, 512);
  my $is = (unpack 'n6', $reply)[3] > 0 ? 1 : 0; printf "%.4f\n", time if $is != $was; $was = $is; sleep 0.001 }

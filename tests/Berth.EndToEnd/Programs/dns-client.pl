# Asks 127.0.0.11, as resolvers do:  dns-client.pl MODE NAME [TYPE]  prints one line.
#   udp, tcp: one question; edns: one with an OPT record; pair: A and AAAA at once on one socket, as glibc and musl; many: a hundred names at once.
use strict; use warnings; use IO::Socket::IP; use IO::Select; use Time::HiRes qw(time);
my ($mode, $name, $type) = @ARGV; $type ||= 1; my $server = $ENV{SERVER} || '127.0.0.11';
sub query { my ($id, $name, $type, $more) = @_;
  pack('n6', $id, 0x100, 1, 0, 0, $more ? 1 : 0) . join('', map { pack 'C/a', $_ } split /\./, $name) . pack('Cnn', 0, $type, 1) . ($more ? pack('CnnNn', 0, 41, 1232, 0, 0) : '') }
sub show { my ($query, $reply) = @_; return 'nothing' unless defined $reply;
  my ($id, $flags, undef, $count) = unpack 'n6', $reply; my $at = 12; $at += 1 + ord substr $query, $at, 1 while ord substr $query, $at, 1; my $end = $at + 5;
  my $same = substr($query, 0, 2) eq substr($reply, 0, 2) && substr($query, 12, $end - 12) eq substr($reply, 12, $end - 12) ? 'same' : 'OTHER QUESTION';
  my @found; $at = $end;
  for (1 .. $count) { $at += (ord(substr $reply, $at, 1) & 0xc0) == 0xc0 ? 2 : 1 + length((split /\0/, substr $reply, $at)[0]);
    my ($type, undef, undef, $length) = unpack 'nnNn', substr $reply, $at, 10; my $data = substr $reply, $at + 10, $length; $at += 10 + $length;
    push @found, $type == 1 ? join('.', unpack 'C4', $data) : $type == 28 ? join(':', map { sprintf '%x', $_ } unpack 'n8', $data) : $type == 12 ? join('.', grep { length } unpack '(C/a)*', $data) : "type$type" }
  return join ' ', $same, 'code=' . ($flags & 15), (($flags & 0x200) ? 'cut' : ()), scalar @found > 5 ? scalar(@found) . ' records' : @found }
sub udp { IO::Socket::IP->new(PeerHost => $server, PeerPort => 53, Proto => 'udp') or die $! }
sub wait_for { my ($socket, $limit) = @_; IO::Select->new($socket)->can_read($limit) or return; $socket->recv(my $reply, 4096); $reply }
if ($mode eq 'udp' || $mode eq 'edns') { my ($socket, $query) = (udp(), query(4711, $name, $type, $mode eq 'edns')); $socket->send($query); print show($query, wait_for($socket, 10)), "\n" }
elsif ($mode eq 'tcp') { my $socket = IO::Socket::IP->new(PeerHost => $server, PeerPort => 53, Proto => 'tcp') or die $!; my $query = query(4712, $name, $type);
  syswrite $socket, pack('n', length $query) . $query; read $socket, my $length, 2; read $socket, my $reply, unpack 'n', $length; print show($query, $reply), "\n" }
elsif ($mode eq 'pair') { my $socket = udp(); my @queries = (query(1, $name, 1), query(2, $name, 28)); $socket->send($_) for @queries;
  my %replies; for (1, 2) { my $reply = wait_for($socket, 10); $replies{unpack 'n', $reply} = $reply if defined $reply }
  print join(' | ', map { show($queries[$_ - 1], $replies{$_}) } 1, 2), "\n" }
elsif ($mode eq 'many') { my $socket = udp(); my %open = map { $_ => query($_, "$name$_.test", 1) } 1 .. 100; my ($start, $right) = (time, 0); $socket->send($_) for values %open;
  while (%open && defined(my $reply = wait_for($socket, 5))) { my $query = delete $open{unpack 'n', $reply}; $right++ if defined $query && show($query, $reply) eq 'same code=0 198.18.0.1' }
  printf "%d right, %s\n", $right, time - $start < 3 ? 'at once' : 'one after another' }

# A name server for tests, UDP and TCP:  dns-server.pl ADDRESS [SILENT]. What it answers depends on the first label of the name.
use strict; use warnings; use IO::Socket::IP; use IO::Select; use Time::HiRes qw(time); $| = 1;
my ($address, $silent) = @ARGV;
my $udp = IO::Socket::IP->new(LocalHost => $address, LocalPort => 53, Proto => 'udp') or die $!;
my $tcp = IO::Socket::IP->new(LocalHost => $address, LocalPort => 53, Proto => 'tcp', Listen => 99, ReuseAddr => 1) or die $!;
my $all = IO::Select->new($udp, $tcp); my @late; print "ready\n";

sub answer { my ($query, $proto) = @_;
  my ($id, $flags, $questions, undef, undef, $more) = unpack 'n6', $query;
  my ($at, @labels) = (12);
  while (my $length = ord substr $query, $at, 1) { push @labels, substr $query, $at + 1, $length; $at += 1 + $length }
  my $type = unpack 'n', substr $query, $at + 1, 2; my $question = substr $query, 12, $at + 5 - 12;
  my $kind = lc $labels[0]; print "$proto $kind type=$type more=$more\n";
  my ($code, $cut, @data) = (0, 0);
  my $one = $type == 1 ? pack('C4', 198, 18, 0, 1) : $type == 28 ? pack('n8', 0x2001, 0xdb8, 18, 0, 0, 0, 0, 1) : undef;
  if ($kind eq 'none') { $code = 3 } elsif ($kind eq 'fail') { $code = 2 }
  elsif ($kind eq 'big' && $proto eq 'udp') { $cut = 1 }
  elsif ($kind eq 'big') { @data = map { pack 'C4', 198, 18, 1, $_ } 1 .. 100 }
  elsif ($kind eq 'wide') { @data = map { pack 'C4', 198, 18, 2, $_ } 1 .. ($more ? 60 : 5) }
  elsif (defined $one) { @data = ($one) }
  my $reply = pack('n6', $id, 0x8180 | $code | ($cut ? 0x200 : 0), 1, scalar @data, 0, $more ? 1 : 0) . $question;
  $reply .= pack('nnnNn', 0xc00c, $type, 1, 60, length $_) . $_ for @data;
  $reply .= pack('CnnNn', 0, 41, 1232, 0, 0) if $more;
  return ($kind, $reply) }

while (1) {
  for my $ready ($all->can_read(0.02)) {
    if ($ready == $udp) { next unless defined $udp->recv(my $query, 4096); next if $silent;
      my $to = $udp->peername; my ($kind, $reply) = answer($query, 'udp');
      if ($kind =~ /^late/) { push @late, [time + 0.3, $reply, $to] } else { $udp->send($reply, 0, $to) } next }
    if ($ready == $tcp) { my $client = $tcp->accept; $all->add($client) if $client; next }
    my $got = sysread $ready, my $query, 4096;
    if (!$got) { $all->remove($ready); close $ready; next }
    next if $silent; my (undef, $reply) = answer(substr($query, 2), 'tcp'); syswrite $ready, pack('n', length $reply) . $reply }
  while (@late && $late[0][0] <= time) { my $one = shift @late; $udp->send($one->[1], 0, $one->[2]) } }

/** The leaves of the published RFC 6962 vectors (certificate-transparency, merkletree tests), in hexadecimal. */

export const vectorLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];

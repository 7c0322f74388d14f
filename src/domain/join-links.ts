/** The address of the page that invites to join by a keyword, at a site where one is named (its id). */
export function joinAddress(publicUrl: string, keyword: string, site: string | null): string {
  const path = site === null ? [keyword] : [keyword, site];
  return `${publicUrl}/join/${path.map(encodeURIComponent).join('/')}`;
}

/**
 * A link that opens the phone's own texts with number (E.164) and words filled in. Android reads `?body=`
 * (RFC 5724) and iOS, since version 8, `&body=`: written together, both take it.
 */
export function smsLink(phone: string, body: string): string {
  return `sms:${phone}?&body=${encodeURIComponent(body)}`;
}

/** The same for WhatsApp ("click to chat"), which wants the number's digits alone. */
export function whatsappLink(phone: string, body: string): string {
  return `https://wa.me/${phone.replace(/\D/g, '')}?text=${encodeURIComponent(body)}`;
}

/** E-mail over SMTP. */
@NullMarked
package dev.weir.alerting.email;

import org.jspecify.annotations.NullMarked;

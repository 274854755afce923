/** A loop moves slides from one end to the other, and copies them where there are too few. */
import Swiper from 'swiper'
import 'swiper/css'

const swiper = new Swiper('.swiper', { loop: true, speed: 0 })
Object.assign(window, { swiper })
